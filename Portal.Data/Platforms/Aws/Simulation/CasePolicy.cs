using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>A policy document of a case.</summary>
/// <param name="Document">The document; one that says nothing when AWS would not attach it, and null, which may say anything, when it is too complex.</param>
/// <param name="Problem">Why AWS would not attach it anywhere; null when it is sound.</param>
/// <param name="ProblemWithoutPrincipal">The same for policies that speak about their holder: those name no principal, and they name resources.</param>
internal sealed record CasePolicy(PolicyDocument? Document, PolicyProblem? Problem, PolicyProblem? ProblemWithoutPrincipal)
{
    /// <summary>Compiles a document.</summary>
    public static CasePolicy Read(JsonElement json)
    {
        try
        {
            var document = PolicyDocument.ToDecideWith(json);
            return new CasePolicy(document, Problem: null, document.ProblemWithoutPrincipal());
        }
        catch (PolicyFormatException exception)
        {
            return new CasePolicy(exception.Problem.IsTooComplex ? null : PolicyDocument.Nothing, exception.Problem, exception.Problem);
        }
    }
}
