using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Delivery;

/// <summary>The table of messages to channels.</summary>
internal sealed class NoticeDeliveryConfiguration : IEntityTypeConfiguration<NoticeDelivery>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeDelivery> builder)
    {
        builder.ToTable("notice_deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Facts).IsLongText();
        builder.Property(d => d.LastAnswer).HasMaxLength(NoticeDelivery.AnswerLength);
        builder.HasIndex(d => new { d.State, d.NextAttemptAt });
        builder.HasIndex(d => new { d.RuleId, d.CreatedAt, d.Id });
        builder.HasOne<NoticeRule>().WithMany().HasForeignKey(d => d.RuleId).OnDelete(DeleteBehavior.Cascade);
    }
}
