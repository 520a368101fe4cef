using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms;

/// <summary>
/// All that one platform knows, behind one seam. A further platform is one new folder beside <c>Aws</c> and one line of
/// registration; nothing outside that folder knows its formats or its names.
/// </summary>
public interface IPlatform
{
    /// <summary>Which platform this is.</summary>
    Platform Platform { get; }

    /// <summary>
    /// True when a native id names the same principal or policy wherever it is read, because it holds its account or tenant. Then what an
    /// organization's events name is looked for in every source of the platform, and not only in the one that the events come from.
    /// </summary>
    bool HasGlobalIds { get; }

    /// <summary>Reads exports of the platform into neutral items.</summary>
    ISnapshotReader Snapshots { get; }

    /// <summary>Answers what an identity may do.</summary>
    IPermissionEngine Permissions { get; }

    /// <summary>Answers for a whole organization at once.</summary>
    IOrganizationEngine Organizations { get; }

    /// <summary>Reads the platform's own events.</summary>
    IEventReader Events { get; }

    /// <summary>Plans how an entitlement is taken away and given back.</summary>
    IRevocationPlanner Revocations { get; }

    /// <summary>Answers self-contained questions without a database.</summary>
    ISimulator Simulator { get; }

    /// <summary>Answers as the platform's own policy simulator does; null on platforms that have none.</summary>
    IPolicySimulator? PolicySimulator => null;

    /// <summary>Finds by what identities can become one another; null on platforms for which this is not known yet.</summary>
    IEscalationFinder? Escalations => null;

    /// <summary>Carries revokes out by calls that are sent this way; null on platforms for which that is not known yet.</summary>
    IRevocationCarrier? CarryOver(ISignedCalls calls) => null;

    /// <summary>What whoever sends those calls has to be allowed, as a policy of the platform and no more than it needs; null as above.</summary>
    /// <param name="containers">The accounts, projects or namespaces in which it carries out.</param>
    /// <param name="self">Who sends them, if known: it must not be able to change what it may do itself.</param>
    string? PolicyToCarry(IReadOnlyList<string> containers, string? self) => null;
}
