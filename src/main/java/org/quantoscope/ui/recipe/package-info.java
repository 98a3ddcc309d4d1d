/**
 * The recipe as a page: its rules in order with what each reaches, their edits, and what differs
 * from another recipe.
 *
 * <p>The window shows it. It must never know what a specification leads to, nor another view.
 */
@NullMarked
package org.quantoscope.ui.recipe;

import org.jspecify.annotations.NullMarked;
