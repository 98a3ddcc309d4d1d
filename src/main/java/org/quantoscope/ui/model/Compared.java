package org.quantoscope.ui.model;

import org.quantoscope.recipe.Recipe;

/**
 * The recipe that the one in the window is compared with.
 *
 * @param title what it is, for people
 */
public record Compared(String title, Recipe recipe) {}
