using Microsoft.AspNetCore.Mvc;

namespace Portal.Hosting.Api;

/// <summary>Errors as RFC 9457 problem details with a stable type.</summary>
internal static class Problems
{
    /// <summary>The stable name of a kind of problem.</summary>
    public static string TypeOf(string name) => $"urn:governance:problem:{name}";

    /// <summary>An answer for endpoints to return.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="name">The stable name, for example <c>brake</c>.</param>
    /// <param name="detail">What is wrong, where, and what to do.</param>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Of(int status, string name, string detail) =>
        TypedResults.Problem(Details(status, name, detail));

    /// <summary>An answer for input that parses but makes no sense, by field.</summary>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Invalid(IEnumerable<KeyValuePair<string, string[]>> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Status = StatusCodes.Status422UnprocessableEntity,
            Type = TypeOf("invalid"),
            Title = "The input makes no sense.",
        });

    /// <inheritdoc cref="Invalid(IEnumerable{KeyValuePair{string, string[]}})"/>
    public static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Invalid(string field, string error) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [error] });

    /// <summary>Writes a problem where no endpoint can.</summary>
    public static Task WriteAsync(HttpContext context, int status, string name, string detail)
    {
        context.Response.StatusCode = status;
        return context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new() { HttpContext = context, ProblemDetails = Details(status, name, detail) }).AsTask();
    }

    private static ProblemDetails Details(int status, string name, string detail) => new()
    {
        Status = status,
        Type = TypeOf(name),
        Detail = detail,
    };
}
