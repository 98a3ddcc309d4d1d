package org.quantoscope.ui.control;

/** Asks where to, and saves a table as CSV. */
@FunctionalInterface
public interface TableSaver {
    /**
     * @param name what the table is, a part of the file's name
     */
    void save(String name, TableText table);
}
