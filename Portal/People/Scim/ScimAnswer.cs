using System.Globalization;
using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>Answers in the form of SCIM.</summary>
internal static class ScimAnswer
{
    /// <summary>What SCIM calls its JSON.</summary>
    public const string MediaType = "application/scim+json";

    /// <summary>A resource, or a list of them.</summary>
    public static IResult Of(JsonObject body, int status = StatusCodes.Status200OK) => TypedResults.Text(body.ToJsonString(), MediaType, statusCode: status);

    /// <summary>A page of resources.</summary>
    public static IResult List(IEnumerable<JsonObject> resources, int total, int startIndex)
    {
        var page = resources.ToArray<JsonNode?>();
        return Of(new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.List),
            ["totalResults"] = total,
            ["startIndex"] = startIndex,
            ["itemsPerPage"] = page.Length,
            ["Resources"] = new JsonArray(page),
        });
    }

    /// <summary>An error.</summary>
    public static JsonObject Error(int status, string? scimType, string detail)
    {
        var error = new JsonObject
        {
            ["schemas"] = new JsonArray(ScimSchemas.Error),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["detail"] = detail,
        };
        if (scimType is not null)
        {
            error["scimType"] = scimType;
        }
        return error;
    }
}
