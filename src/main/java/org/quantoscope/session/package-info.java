/**
 * What a window had open and how it was set up, as one value with its JSON form.
 *
 * <p>The window writes and reads it. It must never know a toolkit, nor hold what can be computed
 * again in seconds from what it names.
 */
@NullMarked
package org.quantoscope.session;

import org.jspecify.annotations.NullMarked;
