using Microsoft.Extensions.Options;

namespace Portal.Hosting.Api;

/// <summary>Writes problems for programs, whatever a request says that it accepts: the framework's own writer says nothing to one that asks for HTML.</summary>
/// <param name="options">What every problem gets.</param>
internal sealed class ProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    /// <inheritdoc/>
    public bool CanWrite(ProblemDetailsContext context) => ApiRoutes.IsMachineRoute(context.HttpContext.Request.Path);

    /// <inheritdoc/>
    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Status ??= context.HttpContext.Response.StatusCode;
        problem.Type ??= Problems.TypeOf($"status-{problem.Status}");
        problem.Title ??= Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        return new(context.HttpContext.Response.WriteAsJsonAsync(problem, problem.GetType(), options: null, "application/problem+json", context.HttpContext.RequestAborted));
    }
}
