using Portal.Data.Incidents;

namespace Portal.Incidents;

/// <summary>A statement as programs add it.</summary>
/// <param name="Kind">Whether a person or an agent claims it.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Text">What they say.</param>
/// <param name="Source">Where an agent's words are quoted from.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="Cites">The changes that it is about, by id.</param>
internal sealed record StatementBody(StatementKind? Kind, string? Speaker, string? Text, string? Source, DateTimeOffset? SaidAt, IReadOnlyList<Guid>? Cites);
