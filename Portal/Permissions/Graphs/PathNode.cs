namespace Portal.Permissions.Graphs;

/// <summary>Who or what stands in a graph of ways.</summary>
/// <param name="Kind">What it is there.</param>
/// <param name="Name">Its short name, as somebody else wrote it.</param>
/// <param name="Detail">Where it lives or what changed about it; null when there is nothing to say.</param>
/// <param name="Address">The page about it, or null.</param>
public sealed record PathNode(PathNodeKind Kind, string Name, string? Detail, string? Address);
