namespace Portal.Data.Reviews.Population;

/// <summary>How many things of one type a source brought into a campaign.</summary>
/// <param name="Type">The type, for example <c>role</c> or <c>managedPolicy</c>.</param>
/// <param name="Count">How many.</param>
public sealed record CollectedCount(string Type, int Count);
