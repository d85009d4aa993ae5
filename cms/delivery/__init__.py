"""How pages and files leave the site: small, with the time for which they may be kept, and nothing foreign in them."""
