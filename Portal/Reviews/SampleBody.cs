using Portal.Data.Reviews.Samples;

namespace Portal.Reviews;

/// <summary>What sample a caller asks for.</summary>
/// <param name="Seed">Decides which items.</param>
/// <param name="Size">How many.</param>
/// <param name="Stratum">Of which items; absent for all.</param>
internal sealed record SampleBody(string? Seed, int? Size, SampleStratum? Stratum);
