using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Escalation;
using Portal.Data.Platforms.Aws.Events;
using Portal.Data.Platforms.Aws.Organizations;
using Portal.Data.Platforms.Aws.Revocations;
using Portal.Data.Platforms.Aws.Simulation;
using Portal.Data.Platforms.Organizations;

namespace Portal.Tests.Support;

/// <summary>A platform whose exports hold what the test says, so that an import can be tested apart from any format.</summary>
internal sealed class ScriptedPlatform : IPlatform, ISnapshotReader
{
    private static readonly AwsPermissionEngine Engine = new();

    /// <summary>What the next export holds.</summary>
    public IReadOnlyList<SnapshotItem> Items { get; set; } = [];

    /// <summary>Called before each item with its index; throws to make the reader fail there.</summary>
    public Action<int> OnItem { get; set; } = _ => { };

    /// <inheritdoc/>
    public Platform Platform => Platform.Aws;

    /// <inheritdoc/>
    public bool HasGlobalIds => true;

    /// <inheritdoc/>
    public ISnapshotReader Snapshots => this;

    /// <inheritdoc/>
    public IPermissionEngine Permissions => Engine;

    /// <inheritdoc/>
    public IOrganizationEngine Organizations { get; } = new AwsOrganizationEngine(Engine);

    /// <inheritdoc/>
    public IEscalationFinder? Escalations { get; } = new AwsEscalationFinder();

    /// <inheritdoc/>
    public IEventReader Events { get; } = new CloudTrailReader();

    /// <inheritdoc/>
    public IRevocationPlanner Revocations { get; } = new AwsRevocationPlanner();

    /// <inheritdoc/>
    public ISimulator Simulator { get; } = new AwsSimulator();

    /// <inheritdoc/>
    public IRevocationCarrier? CarryOver(ISignedCalls calls) => new AwsRevocationCarrier(calls);

    /// <inheritdoc/>
    public string? PolicyToCarry(IReadOnlyList<string> containers, string? self) => CarrierRolePolicy.Write(containers, self);

    /// <summary>Takes the place of the registered platforms.</summary>
    public void Register(IServiceCollection services)
    {
        foreach (var platform in services.Where(s => s.ServiceType == typeof(IPlatform)).ToList())
        {
            services.Remove(platform);
        }
        services.AddSingleton<IPlatform>(this);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SnapshotItem> ReadAsync(
        IReadOnlyList<SnapshotFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i <= Items.Count; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            OnItem(i);
            if (i < Items.Count)
            {
                yield return Items[i];
            }
        }
    }
}
