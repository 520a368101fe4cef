using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Events;

/// <summary>The caller as CloudTrail's <c>userIdentity</c> describes it.</summary>
internal sealed class CloudTrailIdentity
{
    private MembersRead _read;

    /// <summary><c>AssumedRole</c>, <c>IAMUser</c>, <c>AWSService</c>, <c>IdentityCenterUser</c>, <c>Root</c>….</summary>
    public string? Type { get; private set; }

    /// <summary>The caller's ARN; a session's for a role.</summary>
    public string? Arn { get; private set; }

    /// <summary>The caller's account.</summary>
    public string? Account { get; private set; }

    /// <summary>The service that made the call for someone.</summary>
    public string? InvokedBy { get; private set; }

    /// <summary>The role's or user's ARN that the session was made from, with its path.</summary>
    public string? IssuerArn { get; private set; }

    /// <summary>The text that the first caller of a chain of sessions had to give; it cannot change afterwards.</summary>
    public string? SourceIdentity { get; private set; }

    /// <summary>The IAM Identity Center user on whose behalf the session acts.</summary>
    public string? OnBehalfOf { get; private set; }

    /// <summary>The id of the key that signed the call: one of its own for each session, except for a user's lasting one.</summary>
    public string? AccessKey { get; private set; }

    /// <summary>When the session was made, as the record writes it.</summary>
    public string? SessionBegan { get; private set; }

    /// <summary>What tells the session from others of the same caller, or null when the record does not say.</summary>
    public string? Session => AccessKey is { Length: > 0 } key ? key : Arn is not null && SessionBegan is not null ? $"{Arn} {SessionBegan}" : null;

    /// <summary>The name that was given to the session: the last part of its ARN.</summary>
    public string? SessionName => Type is "AssumedRole" && Arn is not null && Arn.LastIndexOf('/') is var slash and > 0 ? Arn[(slash + 1)..] : null;

    /// <summary>The role or user that called, as far as the record says.</summary>
    public string? Principal => Type switch
    {
        "AssumedRole" => IssuerArn ?? Arn,
        "FederatedUser" => IssuerArn ?? Arn,
        "AWSService" => Arn ?? InvokedBy,
        _ => Arn,
    };

    /// <summary>The field that <see cref="Principal"/> is from.</summary>
    public string PrincipalField => Type switch
    {
        "AssumedRole" or "FederatedUser" when IssuerArn is not null => "userIdentity.sessionContext.sessionIssuer.arn",
        "AWSService" when Arn is null => "userIdentity.invokedBy",
        _ => "userIdentity.arn",
    };

    /// <summary>Reads the object that <paramref name="reader"/> has entered.</summary>
    public void Read(ref Utf8JsonReader reader, JsonTexts texts)
    {
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("type"u8))
            {
                Type = Text(ref reader, texts, 0, "userIdentity.type");
            }
            else if (reader.ValueTextEquals("arn"u8))
            {
                Arn = Text(ref reader, texts, 1, "userIdentity.arn");
            }
            else if (reader.ValueTextEquals("accountId"u8))
            {
                Account = Text(ref reader, texts, 2, "userIdentity.accountId");
            }
            else if (reader.ValueTextEquals("accessKeyId"u8))
            {
                AccessKey = Text(ref reader, texts, 8, "userIdentity.accessKeyId");
            }
            else if (reader.ValueTextEquals("invokedBy"u8))
            {
                InvokedBy = Text(ref reader, texts, 3, "userIdentity.invokedBy");
            }
            else if (reader.ValueTextEquals("sessionContext"u8))
            {
                _read.Add(4, "sessionContext");
                ReadSession(ref reader, texts);
            }
            else if (reader.ValueTextEquals("onBehalfOf"u8))
            {
                _read.Add(5, "onBehalfOf");
                OnBehalfOf = ReadOne(ref reader, texts, "onBehalfOf", "userId"u8);
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private void ReadSession(ref Utf8JsonReader reader, JsonTexts texts)
    {
        if (!reader.EnterObject("sessionContext"))
        {
            return;
        }
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("sessionIssuer"u8))
            {
                _read.Add(6, "sessionIssuer");
                IssuerArn = ReadOne(ref reader, texts, "sessionIssuer", "arn"u8);
            }
            else if (reader.ValueTextEquals("sourceIdentity"u8))
            {
                SourceIdentity = Text(ref reader, texts, 7, "sourceIdentity");
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                _read.Add(9, "attributes");
                SessionBegan = ReadOne(ref reader, texts, "attributes", "creationDate"u8);
            }
            else
            {
                reader.SkipValue();
            }
        }
    }

    private string? Text(ref Utf8JsonReader reader, JsonTexts texts, int number, string what)
    {
        _read.Add(number, what);
        return reader.Text(texts, what);
    }

    private static string? ReadOne(ref Utf8JsonReader reader, JsonTexts texts, string what, ReadOnlySpan<byte> member)
    {
        string? found = null;
        MembersRead read = default;
        if (!reader.EnterObject(what))
        {
            return found;
        }
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals(member))
            {
                read.Add(0, what);
                found = reader.Text(texts, what);
            }
            else
            {
                reader.SkipValue();
            }
        }
        return found;
    }
}
