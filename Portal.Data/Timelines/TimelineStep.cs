namespace Portal.Data.Timelines;

/// <summary>What happened in one step of a timeline. Each part of an identity in a change counts once.</summary>
/// <param name="From">The step's beginning.</param>
/// <param name="Gave">How many changes gave power.</param>
/// <param name="Took">How many took power.</param>
/// <param name="Altered">How many changed the identity in another way.</param>
/// <param name="Destroyed">In how many it destroyed something.</param>
/// <param name="Acted">In how many it did something else.</param>
/// <param name="Failed">How many were only attempts.</param>
public sealed record TimelineStep(DateTimeOffset From, int Gave, int Took, int Altered, int Destroyed, int Acted, int Failed)
{
    /// <summary>All of them.</summary>
    public int Count => Gave + Took + Altered + Destroyed + Acted + Failed;
}
