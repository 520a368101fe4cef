using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Storage;

namespace Portal.Data.Notices;

/// <summary>The table of rules.</summary>
internal sealed class NoticeRuleConfiguration : IEntityTypeConfiguration<NoticeRule>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<NoticeRule> builder)
    {
        builder.ToTable("notice_rules");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Name).HasMaxLength(NoticeRule.NameLength);
        builder.Property(r => r.Conditions).StoredAsJson();
        builder.Property(r => r.Audience).StoredAsJson();
        builder.Property(r => r.SealedAddress).IsLongText();
        builder.Property(r => r.SealedSecret).IsLongText();
        builder.Property(r => r.SealedEarlierSecret).IsLongText();
        builder.HasIndex(r => r.Name).IsUnique();
    }
}
