namespace Portal.Data.Platforms;

/// <summary>A policy on a resource.</summary>
/// <param name="Resource">The resource's native id.</param>
/// <param name="Container">The account, project or namespace that owns it.</param>
/// <param name="Document">The document.</param>
public sealed record HeldResourcePolicy(string Resource, string Container, PolicyText Document);
