using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace Portal.Sources.Connectors;

/// <summary>As whom connectors sign requests to AWS.</summary>
/// <param name="AccessKey">The key's id (<c>Connectors:AwsAccessKey</c>); null for whoever the environment says, as the role of a workload.</param>
/// <param name="SecretKey">What to sign with (<c>Connectors:AwsSecretKey</c>), or null.</param>
internal sealed record AwsAccount(string? AccessKey, string? SecretKey)
{
    private const string Session = "governance";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidOperationException">One of the two is missing.</exception>
    public static AwsAccount From(IConfiguration configuration)
    {
        var (access, secret) = (Given("AwsAccessKey"), Given("AwsSecretKey"));
        return (access is null) == (secret is null)
            ? new(access, secret)
            : throw new InvalidOperationException("Connectors:AwsAccessKey and Connectors:AwsSecretKey belong together: set both, or none to go by the environment.");

        string? Given(string name) => configuration[$"Connectors:{name}"] is { Length: > 0 } value ? value : null;
    }

    /// <summary>What to sign a source's requests with. Looks around, which may take a moment.</summary>
    /// <exception cref="ConnectorException">There is nobody.</exception>
    public AWSCredentials Credentials(AwsEventSettings settings)
    {
        var own = Own();
        return settings.Role is { } role
            ? new AssumeRoleAWSCredentials(own, role, Session, new AssumeRoleAWSCredentialsOptions { ExternalId = settings.ExternalId })
            : own;
    }

    /// <summary>Whoever the portal is by itself. Looks around, which may take a moment.</summary>
    /// <exception cref="ConnectorException">There is nobody.</exception>
    public AWSCredentials Own() => AccessKey is { } access ? new BasicAWSCredentials(access, SecretKey) : OfEnvironment();

    private static AWSCredentials OfEnvironment()
    {
        try
        {
            return DefaultAWSCredentialsIdentityResolver.GetCredentials();
        }
        catch (AmazonClientException nobody)
        {
            throw new ConnectorException("There is nobody to sign requests as. Set Connectors:AwsAccessKey and Connectors:AwsSecretKey, or give the portal's workload a role.", nobody);
        }
    }

    /// <summary>Never the secret.</summary>
    public override string ToString() => $"{nameof(AwsAccount)} {AccessKey ?? "of the environment"}";
}
