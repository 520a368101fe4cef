namespace Portal.Data.Inventory;

/// <summary>What a fact adds to a risk. The table is all there is: no other number goes into a risk.</summary>
/// <param name="Factor">The kind of fact; of several facts of one kind only the heaviest counts.</param>
/// <param name="Points">What it adds.</param>
/// <param name="When">When, as a sentence without its full stop.</param>
/// <param name="IsOfAgent">True for facts about an agent, false for facts about an identity.</param>
public sealed record RiskWeight(RiskFactor Factor, int Points, string When, bool IsOfAgent = false)
{
    /// <summary>Everything is allowed to it.</summary>
    public static readonly RiskWeight Administrator = new(RiskFactor.PrivilegeEscalation, 60, "everything is allowed to it, or it is as powerful as if it were");

    /// <summary>It surely can become an administrator.</summary>
    public static readonly RiskWeight Escalates = new(RiskFactor.PrivilegeEscalation, 40, "it can make itself an administrator");

    /// <summary>It may be able to.</summary>
    public static readonly RiskWeight MayEscalate = new(RiskFactor.PrivilegeEscalation, 20, "it can make itself an administrator if conditions hold that nothing is known about");

    /// <summary>Rights on any resource.</summary>
    public static readonly RiskWeight ManagesRights = new(RiskFactor.RightsManagement, 30, "it can give or take rights on any resource without a condition, and is no administrator");

    /// <summary>Some rights.</summary>
    public static readonly RiskWeight ManagesSomeRights = new(RiskFactor.RightsManagement, 15, "it can give or take some rights");

    /// <summary>All of a service's data.</summary>
    public static readonly RiskWeight ReadsAll = new(RiskFactor.DataAccess, 12, "it can read the content of every resource of a service that keeps data or secrets");

    /// <summary>Some data.</summary>
    public static readonly RiskWeight ReadsSome = new(RiskFactor.DataAccess, 4, "it can read the content of some resources of such a service");

    /// <summary>Deletes everywhere.</summary>
    public static readonly RiskWeight DestroysAll = new(RiskFactor.Destruction, 10, "it can delete every resource of some kind without a condition");

    /// <summary>Deletes some.</summary>
    public static readonly RiskWeight DestroysSome = new(RiskFactor.Destruction, 4, "it can delete some resources");

    /// <summary>Ten services and more.</summary>
    public static readonly RiskWeight ChangesManyServices = new(RiskFactor.WildcardBreadth, 20, "it can change every resource of ten or more services");

    /// <summary>Three services and more.</summary>
    public static readonly RiskWeight ChangesSomeServices = new(RiskFactor.WildcardBreadth, 12, "it can change every resource of three to nine services");

    /// <summary>One service or two.</summary>
    public static readonly RiskWeight ChangesAService = new(RiskFactor.WildcardBreadth, 8, "it can change every resource of one or two services");

    /// <summary>Anyone can be it.</summary>
    public static readonly RiskWeight TrustsOutsiders = new(RiskFactor.ExternalTrust, 15, "an account that no source holds, or anyone, may act as it without a condition");

    /// <summary>Anyone can be it under conditions.</summary>
    public static readonly RiskWeight MayTrustOutsiders = new(RiskFactor.ExternalTrust, 8, "an account that no source holds, or anyone, may act as it under conditions");

    /// <summary>Old long-lived credentials.</summary>
    public static readonly RiskWeight OldCredentials = new(RiskFactor.CredentialAge, 8, "it is a user, whose keys do not expire, made more than a year ago");

    /// <summary>Long-lived credentials.</summary>
    public static readonly RiskWeight LongLivedCredentials = new(RiskFactor.CredentialAge, 4, "it is a user, whose keys do not expire");

    /// <summary>Dormant.</summary>
    public static readonly RiskWeight Dormant = new(RiskFactor.Unused, 10, "it holds rights that nobody has used for 90 days");

    /// <summary>Mostly unused.</summary>
    public static readonly RiskWeight MostlyUnused = new(RiskFactor.Unused, 6, "a report of its platform says that it used at most a quarter of the services that it may use, in 90 days");

    /// <summary>A gap.</summary>
    public static readonly RiskWeight PartlyUnknown = new(RiskFactor.Unknown, 5, "a part of what it may do is unknown");

    /// <summary>Production.</summary>
    public static readonly RiskWeight Production = new(RiskFactor.Environment, 10, "it acts in production", IsOfAgent: true);

    /// <summary>Nobody said where.</summary>
    public static readonly RiskWeight UnknownEnvironment = new(RiskFactor.Environment, 5, "nobody said where it acts", IsOfAgent: true);

    /// <summary>Alone.</summary>
    public static readonly RiskWeight ActsAlone = new(RiskFactor.Autonomy, 10, "it acts without a person", IsOfAgent: true);

    /// <summary>Nobody said how far.</summary>
    public static readonly RiskWeight UnknownAutonomy = new(RiskFactor.Autonomy, 5, "nobody said how far it acts without a person", IsOfAgent: true);

    /// <summary>No owner.</summary>
    public static readonly RiskWeight NoOwner = new(RiskFactor.Owner, 15, "nobody owns it, or its owner left", IsOfAgent: true);

    /// <summary>An owner by inheritance.</summary>
    public static readonly RiskWeight NotTakenOn = new(RiskFactor.Owner, 5, "its owner inherited it and has not confirmed that", IsOfAgent: true);

    /// <summary>No sponsor.</summary>
    public static readonly RiskWeight NoSponsor = new(RiskFactor.Sponsor, 5, "nobody sponsors it, or its sponsor left", IsOfAgent: true);

    /// <summary>Not confirmed.</summary>
    public static readonly RiskWeight NotConfirmed = new(RiskFactor.Confirmation, 5, "nobody has confirmed it", IsOfAgent: true);

    /// <summary>All weights, in the order of the factors.</summary>
    public static IReadOnlyList<RiskWeight> All { get; } =
    [
        Administrator, Escalates, MayEscalate, ManagesRights, ManagesSomeRights, ReadsAll, ReadsSome, DestroysAll, DestroysSome,
        ChangesManyServices, ChangesSomeServices, ChangesAService, TrustsOutsiders, MayTrustOutsiders, OldCredentials, LongLivedCredentials,
        Dormant, MostlyUnused, PartlyUnknown, Production, UnknownEnvironment, ActsAlone, UnknownAutonomy, NoOwner, NotTakenOn, NoSponsor, NotConfirmed,
    ];

    /// <summary>The fact with this weight.</summary>
    public RiskReason As(string fact) => new(fact, Points, Factor);
}
