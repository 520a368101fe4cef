using Portal.Data.Changes;

namespace Portal.Data.Incidents;

/// <summary>A statement to be added.</summary>
/// <param name="Kind">Whether a person or an agent claims it.</param>
/// <param name="Speaker">Who says it.</param>
/// <param name="Text">What they say.</param>
/// <param name="Source">Where an agent's words are quoted from.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="Cites">The changes that it is about.</param>
public sealed record StatementDraft(
    StatementKind Kind, string Speaker, string Text, string? Source, DateTimeOffset SaidAt, IReadOnlyList<ChangeId> Cites)
{
    /// <summary>What makes no sense, by field; empty when it all does.</summary>
    public IReadOnlyDictionary<string, string[]> Problems(DateTimeOffset now)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (Speaker.Trim().Length is 0 or > Statement.SpeakerLength)
        {
            problems["speaker"] = [$"Say who says it, in 1 to {Statement.SpeakerLength} characters."];
        }
        if (Text.Trim().Length is 0 or > Statement.TextLength)
        {
            problems["text"] = [$"Say what they say, in 1 to {Statement.TextLength:N0} characters."];
        }
        else if (!NeutralWords.IsNeutral(Text))
        {
            problems["text"] = [NeutralWords.Advice];
        }
        if (Kind == StatementKind.Agent && (Source?.Trim()).AsSpan().Length is 0 or > Statement.SourceLength)
        {
            problems["source"] = [$"Say where the agent's words are quoted from, in 1 to {Statement.SourceLength} characters."];
        }
        if (SaidAt > now)
        {
            problems["saidAt"] = ["It cannot have been said in the future."];
        }
        if (Cites.Count is 0 or > Statement.MostCites)
        {
            problems["cites"] = [$"Name 1 to {Statement.MostCites} changes that it is about: a report says nothing without what it is about."];
        }
        return problems;
    }
}
