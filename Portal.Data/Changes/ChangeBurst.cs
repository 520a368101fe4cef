using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>Changes of one session that came without a long pause between them, or a single change.</summary>
/// <param name="Newest">The newest of them.</param>
/// <param name="Count">How many they are.</param>
/// <param name="FirstAt">When the first of them happened.</param>
/// <param name="Failed">How many were only attempts.</param>
/// <param name="Kinds">How many of each kind, most first.</param>
public sealed record ChangeBurst(ChangeRow Newest, int Count, DateTimeOffset FirstAt, int Failed, IReadOnlyList<ChangeBurst.OfKind> Kinds)
{
    /// <summary>The changes themselves, one by one, of those that <paramref name="filter"/> asks for.</summary>
    public ChangeFilter Members(ChangeFilter filter) => filter with { Session = Newest.Session, From = FirstAt, To = Newest.At.AddTicks(1) };

    /// <summary>Changes of one kind.</summary>
    /// <param name="Kind">The kind.</param>
    /// <param name="Count">How many.</param>
    public sealed record OfKind(ChangeKind Kind, int Count);
}
