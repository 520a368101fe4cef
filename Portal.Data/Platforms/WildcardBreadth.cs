namespace Portal.Data.Platforms;

/// <summary>How widely the statements that allow are written. A statement counts once in each line that is true of it.</summary>
/// <param name="Statements">Statements that allow.</param>
/// <param name="EveryAction">Of them, those on every action of every service, or on all but some.</param>
/// <param name="WholeService">Those on all actions of a service.</param>
/// <param name="SomeActions">Those with another wildcard in an action.</param>
/// <param name="EveryResource">Those on every resource, or on all but some.</param>
/// <param name="EverythingEverywhere">Those on every action and every resource without a condition.</param>
public sealed record WildcardBreadth(int Statements, int EveryAction, int WholeService, int SomeActions, int EveryResource, int EverythingEverywhere)
{
    /// <summary>The breadth of the statements of both.</summary>
    public WildcardBreadth Plus(WildcardBreadth other) => new(
        Statements + other.Statements,
        EveryAction + other.EveryAction,
        WholeService + other.WholeService,
        SomeActions + other.SomeActions,
        EveryResource + other.EveryResource,
        EverythingEverywhere + other.EverythingEverywhere);

    /// <summary>No statement.</summary>
    public static WildcardBreadth None { get; } = new(0, 0, 0, 0, 0, 0);
}
