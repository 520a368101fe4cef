using System.Text.Json;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Simulation;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>What a decision costs in memory: nothing, once warm.</summary>
public sealed class DecisionCostTests
{
    [Fact]
    public void A_decision_allocates_nothing_once_warm()
    {
        var reader = new CaseReader(new PolicyBytes());
        var steps = RandomCases.First(2_000, seed: 3).Select(json =>
        {
            using var document = JsonDocument.Parse(json.ToJsonString());
            return reader.Read(document.RootElement)[0];
        }).ToArray();
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var step in steps)
            {
                AccessEvaluator.DecideOnly(step.Request, step.Policies);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated();

        Assert.Equal(0, Allocated());
    }
}
