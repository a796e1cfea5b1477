"""The pages of returns: periods, one return, writing in it, its moves, and the rules of computed confidence."""
