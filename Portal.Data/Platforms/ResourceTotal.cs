namespace Portal.Data.Platforms;

/// <summary>How much an identity can do on one resource pattern.</summary>
/// <param name="Resource">The pattern; <c>*</c> is every resource.</param>
/// <param name="Actions">Distinct actions that are allowed on it.</param>
/// <param name="Highest">The most dangerous kind of power among them.</param>
/// <param name="Services">The services of these actions, sorted.</param>
public sealed record ResourceTotal(string Resource, int Actions, AccessLevel Highest, IReadOnlyList<string> Services);
