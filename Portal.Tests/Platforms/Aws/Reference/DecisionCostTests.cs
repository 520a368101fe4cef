using System.Text.Json;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Evaluation;
using Portal.Data.Platforms.Aws.Simulation;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>Decisions that are made again and again: they cost no memory, and stay the same.</summary>
public sealed class DecisionCostTests
{
    [Fact]
    public void Asking_again_gives_the_same_answer()
    {
        var reader = new CaseReader(new PolicyBytes());
        foreach (var json in RandomCases.First(2_000, seed: 29))
        {
            using var document = JsonDocument.Parse(json.ToJsonString());
            var step = reader.Read(document.RootElement)[0];

            var answers = Enumerable.Range(0, 4).Select(_ => AccessEvaluator.Decide(step.Request, step.Policies)).ToList();

            Assert.All(answers, answer => Assert.Equal((answers[0].Decision, answers[0].Reason, answers[0].DecidedBy.Count), (answer.Decision, answer.Reason, answer.DecidedBy.Count)));
            Assert.Equal(SlowEvaluator.Decide(json), answers[^1].Decision.ToString());
        }
    }

    [Fact]
    public void Changed_policies_are_not_answered_from_those_before()
    {
        using var document = JsonDocument.Parse(new AwsCase().Identity(TestHolding.Allow("s3:*")).Json.ToJsonString());
        var step = new CaseReader(new PolicyBytes()).Read(document.RootElement)[0];
        AccessDecision[] DecideAll(AppliedPolicies policies) => [.. Enumerable.Range(0, 4).Select(_ => AccessEvaluator.DecideOnly(step.Request, policies))];

        Assert.All(DecideAll(step.Policies), decision => Assert.Equal(AccessDecision.Allowed, decision));
        Assert.All(DecideAll(step.Policies with { Identity = [] }), decision => Assert.Equal(AccessDecision.ImplicitlyDenied, decision));
        Assert.All(DecideAll(step.Policies), decision => Assert.Equal(AccessDecision.Allowed, decision));
    }

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

        // The first question compiles nothing further, the second puts the statements in a row.
        Allocated();
        Allocated();

        Assert.Equal(0, Allocated());
    }
}
