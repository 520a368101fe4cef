using System.Text.Json.Nodes;

namespace Portal.People.Scim;

/// <summary>The names and the description of what can be read and written here (RFC 7643, section 7).</summary>
internal static class ScimSchemas
{
    /// <summary>A user.</summary>
    public const string User = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>What an organization adds to a user.</summary>
    public const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    /// <summary>A group.</summary>
    public const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <summary>An answer with many resources.</summary>
    public const string List = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    /// <summary>A request to change a part.</summary>
    public const string Patch = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    /// <summary>An error.</summary>
    public const string Error = "urn:ietf:params:scim:api:messages:2.0:Error";

    private const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    private const string Type = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    private const string Config = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";

    /// <summary>The schemas whose attributes stand in an object of their own.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [Enterprise];

    /// <summary>What this endpoint can do.</summary>
    public static JsonObject ServiceProviderConfig(int mostResults) => new()
    {
        ["schemas"] = new JsonArray(Config),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = mostResults },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(false),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "API token",
            ["description"] = "An API token of the portal with the scope scim, as bearer.",
            ["primary"] = true,
        }),
        ["meta"] = new JsonObject { ["resourceType"] = "ServiceProviderConfig", ["location"] = "/scim/v2/ServiceProviderConfig" },
    };

    /// <summary>The kinds of resources.</summary>
    public static IReadOnlyList<JsonObject> ResourceTypes() =>
    [
        ResourceType("User", "/Users", User, new JsonObject { ["schema"] = Enterprise, ["required"] = false }),
        ResourceType("Group", "/Groups", Group),
    ];

    /// <summary>The attributes of each kind.</summary>
    public static IReadOnlyList<JsonObject> All() =>
    [
        Described(
            User,
            "User",
            Attribute("userName", isRequired: true, unique: "server"),
            Attribute("displayName"),
            Complex("name", isMany: false, Attribute("formatted"), Attribute("givenName", mutability: "writeOnly"), Attribute("familyName", mutability: "writeOnly")),
            Attribute("title"),
            Attribute("timezone"),
            Attribute("active", "boolean"),
            Complex("emails", isMany: true, Attribute("value"), Attribute("type"), Attribute("primary", "boolean")),
            Complex("groups", isMany: true, Attribute("value", mutability: "readOnly"), Attribute("display", mutability: "readOnly"))),
        Described(Enterprise, "EnterpriseUser", Attribute("department"), Complex("manager", isMany: false, Attribute("value"), Attribute("displayName", mutability: "readOnly"))),
        Described(
            Group,
            "Group",
            Attribute("displayName", isRequired: true, unique: "server"),
            Complex("members", isMany: true, Attribute("value"), Attribute("display", mutability: "readOnly"))),
    ];

    private static JsonObject Supported(bool isSupported) => new() { ["supported"] = isSupported };

    private static JsonObject ResourceType(string name, string endpoint, string schema, params IReadOnlyList<JsonObject> extensions) => new()
    {
        ["schemas"] = new JsonArray(Type),
        ["id"] = name,
        ["name"] = name,
        ["endpoint"] = endpoint,
        ["schema"] = schema,
        ["schemaExtensions"] = new JsonArray([.. extensions]),
        ["meta"] = new JsonObject { ["resourceType"] = "ResourceType", ["location"] = $"/scim/v2/ResourceTypes/{name}" },
    };

    private static JsonObject Described(string id, string name, params IReadOnlyList<JsonObject> attributes) => new()
    {
        ["schemas"] = new JsonArray(Schema),
        ["id"] = id,
        ["name"] = name,
        ["attributes"] = new JsonArray([.. attributes]),
        ["meta"] = new JsonObject { ["resourceType"] = "Schema", ["location"] = $"/scim/v2/Schemas/{id}" },
    };

    private static JsonObject Complex(string name, bool isMany, params IReadOnlyList<JsonObject> parts)
    {
        var attribute = Attribute(name, "complex");
        attribute["multiValued"] = isMany;
        attribute["subAttributes"] = new JsonArray([.. parts]);
        return attribute;
    }

    private static JsonObject Attribute(string name, string type = "string", bool isRequired = false, string mutability = "readWrite", string unique = "none") => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = false,
        ["required"] = isRequired,
        ["caseExact"] = false,
        ["mutability"] = mutability,
        ["returned"] = mutability == "writeOnly" ? "never" : "default",
        ["uniqueness"] = unique,
    };
}
