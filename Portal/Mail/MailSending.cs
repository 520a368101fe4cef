using Portal.Hosting;

namespace Portal.Mail;

/// <summary>Registers the sending of mail.</summary>
internal static class MailSending
{
    /// <summary>Adds it.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example.</exception>
    public static IServiceCollection AddMailSending(this IServiceCollection services, IConfiguration configuration, PortalSettings portal)
    {
        var settings = MailSettings.Parse(key => configuration[key], portal.DataDirectory);
        return services
            .AddSingleton(settings)
            .AddSingleton<IMailTransport>(settings.Server is { } server ? new SmtpTransport(server) : new PickupTransport(settings.PickupDirectory!))
            .AddSingleton<MailRenderer>()
            .AddHostedService<MailSender>();
    }
}
