"""The demo town's illustrations and the small drawing kit they are made with."""
