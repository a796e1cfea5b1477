"""The pages of products and adoptions."""
