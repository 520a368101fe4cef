using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>The answer to a call. Members are named as AWS names them, except the last, which AWS does not have.</summary>
/// <param name="EvaluationResults">One for each action, in the order of the call.</param>
/// <param name="IsTruncated">True when actions are left.</param>
/// <param name="Marker">What to send with the same call to go on; absent at the end.</param>
/// <param name="NotModelled">What is not known here and AWS may know; absent when nothing is.</param>
internal sealed record SimulatePolicyResponse(
    IReadOnlyList<EvaluationResult> EvaluationResults, bool IsTruncated, string? Marker, IReadOnlyList<string>? NotModelled)
{
    private static readonly JsonSerializerOptions AsAws = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>As JSON.</summary>
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, AsAws);
}
