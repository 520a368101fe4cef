using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Mail;

/// <summary>The outbox table.</summary>
internal sealed class OutboxMessageConfiguration : IEntityTypeConfiguration<OutboxMessage>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox_messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Html).IsLongText();
        builder.Property(m => m.Text).IsLongText();
        builder.Property(m => m.Calendar).IsLongText();
        builder.Property(m => m.LastError).IsLongText();
        builder.HasIndex(m => new { m.SentAt, m.NextAttemptAt });
        builder.HasIndex(m => new { m.CreatedAt, m.Id });
        builder.HasIndex(m => new { m.ToPersonId, m.CreatedAt, m.Id });
        builder.HasIndex(m => new { m.AboutKind, m.AboutId });
    }
}
