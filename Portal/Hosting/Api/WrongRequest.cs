using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Hosting.Api;

/// <summary>What is wrong with a request that no endpoint took, and what to do: in words about the request, none about how the portal is made.</summary>
internal static class WrongRequest
{
    /// <summary>The words for a request whose parts could not be read.</summary>
    public static string Say(BadHttpRequestException exception) => exception switch
    {
        { InnerException: JsonException json } => string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The body is not the JSON that this call takes{PlaceOf(json)}. The call is described at /openapi/v1.json."),
        { StatusCode: StatusCodes.Status400BadRequest } => "A part of the request is missing, is there twice, or is not of the kind that this call takes. The call is described at /openapi/v1.json.",
        _ => Say(exception.StatusCode),
    };

    /// <summary>The words for a status that came without any.</summary>
    public static string Say(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request cannot be read. Compare it with the description at /openapi/v1.json.",
        StatusCodes.Status401Unauthorized => "Say who asks: send an API token as 'Authorization: Bearer gov_…', or sign in.",
        StatusCodes.Status403Forbidden => "Who asks may not do this. Ask an administrator for a role, or for a token with the scope that it needs.",
        StatusCodes.Status404NotFound => "There is nothing at this address, or nothing that you may see. Check the id and the path; the calls are described at /openapi/v1.json.",
        StatusCodes.Status405MethodNotAllowed => "The address is there, but does not take this method. The header 'Allow' names those that it takes.",
        StatusCodes.Status408RequestTimeout => "The request took too long to arrive. Send it again.",
        StatusCodes.Status413PayloadTooLarge => "The body is larger than this portal takes. Send it in parts, or have the operator raise Ingest:MaxBodyBytes.",
        StatusCodes.Status415UnsupportedMediaType => "The body is not of a type that this call takes. Send JSON with 'Content-Type: application/json'.",
        StatusCodes.Status429TooManyRequests => "Too many requests. Wait as long as the header 'Retry-After' says.",
        >= StatusCodes.Status500InternalServerError => "Something went wrong in the portal. The operator finds the cause in its log.",
        _ => $"{ReasonPhrases.GetReasonPhrase(status)}. The calls are described at /openapi/v1.json.",
    };

    private static string PlaceOf(JsonException json) => (json.Path, json.LineNumber) switch
    {
        ({ Length: > 0 } path, { } line) when path != "$" => string.Create(System.Globalization.CultureInfo.InvariantCulture, $": see {path} in line {line + 1}"),
        (_, { } line) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $": see line {line + 1}"),
        _ => string.Empty,
    };
}
