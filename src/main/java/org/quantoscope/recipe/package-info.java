/**
 * Which tensor gets which specification: a default, ordered rules, and their JSON form.
 *
 * <p>Analysis, export, the commands and the screen use it. It must never know a file format or how
 * a specification is carried out.
 */
@NullMarked
package org.quantoscope.recipe;

import org.jspecify.annotations.NullMarked;
