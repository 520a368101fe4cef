using Portal.Data.Platforms.Aws.Revocations;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws;

/// <summary>Amazon Web Services behind the platform seam.</summary>
internal sealed class AwsPlatform(
    ISnapshotReader snapshots,
    IPermissionEngine permissions,
    IOrganizationEngine organizations,
    IEventReader events,
    IRevocationPlanner revocations,
    ISimulator simulator,
    IPolicySimulator policySimulator,
    IEscalationFinder escalations) : IPlatform
{
    /// <inheritdoc />
    public Platform Platform => Platform.Aws;

    /// <inheritdoc />
    public bool HasGlobalIds => true;

    /// <inheritdoc />
    public ISnapshotReader Snapshots => snapshots;

    /// <inheritdoc />
    public IPermissionEngine Permissions => permissions;

    /// <inheritdoc />
    public IOrganizationEngine Organizations => organizations;

    /// <inheritdoc />
    public IEventReader Events => events;

    /// <inheritdoc />
    public IRevocationPlanner Revocations => revocations;

    /// <inheritdoc />
    public ISimulator Simulator => simulator;

    /// <inheritdoc />
    public IPolicySimulator? PolicySimulator => policySimulator;

    /// <inheritdoc />
    public IEscalationFinder? Escalations => escalations;

    /// <inheritdoc />
    public IRevocationCarrier? CarryOver(ISignedCalls calls) => new AwsRevocationCarrier(calls);

    /// <inheritdoc />
    public string? PolicyToCarry(IReadOnlyList<string> containers, string? self) => CarrierRolePolicy.Write(containers, self);
}
