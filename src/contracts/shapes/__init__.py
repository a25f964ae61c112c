"""From plain data, as files and tables hold it, to terms, with everything that is wrong with it."""
