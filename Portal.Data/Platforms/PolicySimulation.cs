using System.Text.Json;

namespace Portal.Data.Platforms;

/// <summary>What came of a call of the platform's own simulator.</summary>
/// <param name="Answer">The answer in the platform's own shape; null when the call makes no sense.</param>
/// <param name="Errors">What makes no sense, by member of the call.</param>
public sealed record PolicySimulation(JsonElement? Answer, IReadOnlyDictionary<string, string[]> Errors);
