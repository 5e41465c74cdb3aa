"""How the weights in ``riwaya.weights`` were made; see README.md here. Not part of the package."""
