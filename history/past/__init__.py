"""Pages as at a moment: what an address means by it, and which pages are only today's."""
