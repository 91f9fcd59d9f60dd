"""The conversation as data and pure functions: nothing here touches the network, a file or a clock."""
