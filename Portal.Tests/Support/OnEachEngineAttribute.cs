using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Portal.Tests.Support;

/// <summary>
/// Runs a theory once for each database engine: <c>[Theory, OnEachEngine] public async Task It_holds(Engine engine)</c>. The test then opens
/// its own database with <see cref="TestPortalData.CreateAsync"/> or <see cref="TestDatabase.CreateAsync"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachEngineAttribute : DataAttribute
{
    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Engine>().Select(engine => new TheoryDataRow<Engine>(engine))]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
