using Portal.Data.Incidents;

namespace Portal.Demo;

/// <summary>An incident that can be played: <c>kiro-replay.json</c>.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Origin">The call that the incident is made from.</param>
/// <param name="About">Where it is from.</param>
/// <param name="Cards">Its facts, in the order of time.</param>
/// <param name="Statements">What was said about it.</param>
internal sealed record ReplayScript(string Title, string Origin, string About, IReadOnlyList<ReplayCard> Cards, IReadOnlyList<ReplayScript.Said> Statements)
{
    /// <summary>The file.</summary>
    public const string File = "kiro-replay.json";

    /// <summary>Something that was said.</summary>
    /// <param name="Kind">Whether a person or an agent claims it.</param>
    /// <param name="Speaker">Who said it.</param>
    /// <param name="Text">What they said.</param>
    /// <param name="Source">Where an agent's words are quoted from.</param>
    /// <param name="SaidOn">The day that it became public.</param>
    internal sealed record Said(StatementKind Kind, string Speaker, string Text, string? Source, DateOnly SaidOn);
}
