"""Articles of our own writing, by invented outlets about invented events, for `riwaya demo` and the evaluation."""
