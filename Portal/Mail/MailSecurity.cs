namespace Portal.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>Upgraded to TLS by STARTTLS, or refused.</summary>
    StartTls,
    /// <summary>TLS from the first byte.</summary>
    Tls,
    /// <summary>Not at all: for a server on this machine or a trusted network.</summary>
    None,
}
