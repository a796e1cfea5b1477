"""Pages as they stood at an earlier moment: reading it from the address, and pages that always show today."""
