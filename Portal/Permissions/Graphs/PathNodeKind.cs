namespace Portal.Permissions.Graphs;

/// <summary>What stands at a node of a graph of ways.</summary>
public enum PathNodeKind
{
    /// <summary>Where a way begins.</summary>
    Start,
    /// <summary>An identity on the way.</summary>
    Identity,
    /// <summary>One that may do everything.</summary>
    Administrator,
    /// <summary>What was asked for, done at the end.</summary>
    Deed,
}
