using System.Text.Json;
using Portal.Data.Platforms.Aws.Effective;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>SimulateCustomPolicy and SimulatePrincipalPolicy, answered by the same evaluator as everything else.</summary>
/// <param name="compiled">The compiled documents of the inventory.</param>
internal sealed class AwsPolicySimulator(CompiledPolicies compiled) : IPolicySimulator
{
    private static readonly Dictionary<string, string[]> Nothing = [];

    /// <inheritdoc />
    public PolicySimulation Custom(JsonElement call)
    {
        var reader = new CallReader();
        var read = reader.Read(call, isPrincipal: false);
        return reader.Errors.Count > 0
            ? new PolicySimulation(Answer: null, reader.Errors)
            : new PolicySimulation(new CallSimulation(read, CallPolicies.Of(read), holding: null).Run().ToJson(), Nothing);
    }

    /// <inheritdoc />
    public async Task<PolicySimulation> PrincipalAsync(JsonElement call, Func<string, Task<Holding?>> find)
    {
        var reader = new CallReader();
        var read = reader.Read(call, isPrincipal: true);
        if (reader.Errors.Count > 0)
        {
            return new PolicySimulation(Answer: null, reader.Errors);
        }
        return await find(read.Source!) is { } holding
            ? new PolicySimulation(new CallSimulation(read, CallPolicies.Of(read, holding, compiled), holding).Run().ToJson(), Nothing)
            : Unknown(read.Source!);
    }

    private static PolicySimulation Unknown(string source) => new(Answer: null, new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["PolicySourceArn"] =
        [
            IamArn.TryParse(source, out var arn) && arn.Type == "group"
                ? "is a group: ask about one of its members, or bring the group's policies to the custom simulation."
                : "is no user or role of the inventory: check the ARN with its path, or import the account first.",
        ],
    });
}
