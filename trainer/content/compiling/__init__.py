"""Files to values, one module for each kind of file; what they find is gathered in a Draft."""
