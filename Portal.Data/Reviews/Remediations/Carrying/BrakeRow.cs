using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>The brake as pages see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PulledAt">When it was pulled.</param>
/// <param name="Count">How many were begun within a day.</param>
/// <param name="FirstYesBy">Who agreed that it goes on, or null.</param>
/// <param name="Held">What waits, oldest first, at most <see cref="Most"/>.</param>
/// <param name="HeldCount">How many wait.</param>
public sealed record BrakeRow(CarryBrakeId Id, DateTimeOffset PulledAt, int Count, PersonRef? FirstYesBy, IReadOnlyList<HeldRow> Held, int HeldCount)
{
    /// <summary>How many are shown at most.</summary>
    public const int Most = 100;
}
