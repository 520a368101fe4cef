using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>Actions of one kind of power that were never seen used.</summary>
/// <param name="Access">The kind of power.</param>
/// <param name="IsDestructive">True for those that delete and terminate, which stand apart.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Actions">The actions, sorted, at most <see cref="MostActions"/>.</param>
public sealed record ExcessPart(AccessLevel Access, bool IsDestructive, int Count, IReadOnlyList<string> Actions)
{
    /// <summary>How many actions are given out at most.</summary>
    public const int MostActions = 200;
}
