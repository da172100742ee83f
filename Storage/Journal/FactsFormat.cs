using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Webhooks.Contracts.Deliveries;

namespace Webhooks.Storage.Journal;

/// <summary>
/// The facts of a delivery as bytes: fields of tag (1 byte), length (4 bytes, little endian) and value. A tag keeps its meaning for
/// ever; a reader passes over tags it does not know, so that an older program reads what a newer one wrote.
/// </summary>
internal static class FactsFormat
{
    public const int MaximumBytes = 1024 * 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private enum Tag : byte
    {
        DeliveryId = 1,
        Key,
        Source,
        Provider,
        EventName,
        Entity,
        WorkflowType,
        ReceivedAt,
        RemoteAddress,
        BodySha256,
        Event,
        OutcomeKind,
        OutcomeReason,
        OutcomeArtefact,
        BodyLength,
        BodyIsCompressed,
        BodyKeyId,
    }

    /// <summary>No smaller buffer is needed.</summary>
    public static int Bound(AcceptedDelivery facts)
    {
        var characters = (long)facts.Key.Length + facts.Source.Length + facts.EventName.Length + (facts.Entity?.Length ?? 0)
            + (facts.WorkflowType?.Length ?? 0) + (facts.RemoteAddress?.Length ?? 0) + (facts.SettledAs?.Reason?.Length ?? 0);
        var artefacts = facts.SettledAs?.Artefacts ?? [];
        var bound = 352 + (characters * 3) + (facts.Event?.Length ?? 0) + artefacts.Sum(artefact => (artefact.Length * 3L) + 5);
        return bound <= MaximumBytes ? (int)bound : throw new ArgumentException("The facts of the delivery are too large.", nameof(facts));
    }

    public static int Write(AcceptedDelivery facts, ReadOnlySpan<byte> sha256, Span<byte> bytes, BodyForm? form = null)
    {
        var writer = new Writer(bytes);
        writer.Bytes(Tag.DeliveryId, DeliveryIdBytes(facts.DeliveryId));
        writer.Text(Tag.Key, facts.Key);
        writer.Text(Tag.Source, facts.Source);
        writer.Bytes(Tag.Provider, [Code(facts.Provider)]);
        writer.Text(Tag.EventName, facts.EventName);
        writer.Text(Tag.Entity, facts.Entity);
        writer.Text(Tag.WorkflowType, facts.WorkflowType);
        Span<byte> ticks = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(ticks, facts.ReceivedAt.UtcTicks);
        writer.Bytes(Tag.ReceivedAt, ticks);
        writer.Text(Tag.RemoteAddress, facts.RemoteAddress);
        writer.Bytes(Tag.BodySha256, sha256);
        if (facts.Event is { } @event)
        {
            writer.Bytes(Tag.Event, @event);
        }

        if (facts.SettledAs is { } outcome)
        {
            writer.Bytes(Tag.OutcomeKind, [OutcomeCodes.Code(outcome.Kind)]);
            writer.Text(Tag.OutcomeReason, outcome.Reason);
            foreach (var artefact in outcome.Artefacts)
            {
                writer.Text(Tag.OutcomeArtefact, artefact);
            }
        }

        if (form is not null)
        {
            Span<byte> length = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(length, form.Length);
            writer.Bytes(Tag.BodyLength, length);
            writer.Bytes(Tag.BodyIsCompressed, [form.IsCompressed ? (byte)1 : (byte)0]);
            writer.Text(Tag.BodyKeyId, form.KeyId);
        }

        return writer.Length;
    }

    /// <exception cref="InvalidDataException">Not facts, or a required field is missing.</exception>
    public static StoredFacts Read(ReadOnlySpan<byte> bytes)
    {
        string? id = null, key = null, source = null, name = null, entity = null, workflow = null, remote = null, sha256 = null, reason = null, bodyKey = null;
        int? bodyLength = null;
        var isCompressed = false;
        WebhookProvider? provider = null;
        DateTimeOffset? received = null;
        byte[]? @event = null;
        OutcomeKind? outcome = null;
        List<string> artefacts = [];
        while (!bytes.IsEmpty)
        {
            var tag = (Tag)bytes[0];
            var value = Value(bytes);
            bytes = bytes[(5 + value.Length)..];
            switch (tag)
            {
                case Tag.DeliveryId: id = Convert.ToHexStringLower(value); break;
                case Tag.Key: key = Encoding.UTF8.GetString(value); break;
                case Tag.Source: source = Encoding.UTF8.GetString(value); break;
                case Tag.Provider: provider = Provider(Single(value)); break;
                case Tag.EventName: name = Encoding.UTF8.GetString(value); break;
                case Tag.Entity: entity = Encoding.UTF8.GetString(value); break;
                case Tag.WorkflowType: workflow = Encoding.UTF8.GetString(value); break;
                case Tag.ReceivedAt: received = Time(value); break;
                case Tag.RemoteAddress: remote = Encoding.UTF8.GetString(value); break;
                case Tag.BodySha256: sha256 = Convert.ToHexStringLower(value); break;
                case Tag.Event: @event = value.ToArray(); break;
                case Tag.OutcomeKind: outcome = OutcomeCodes.Kind(Single(value)); break;
                case Tag.OutcomeReason: reason = Encoding.UTF8.GetString(value); break;
                case Tag.OutcomeArtefact: artefacts.Add(Encoding.UTF8.GetString(value)); break;
                case Tag.BodyLength: bodyLength = Size(value); break;
                case Tag.BodyIsCompressed: isCompressed = Single(value) == 1; break;
                case Tag.BodyKeyId: bodyKey = Encoding.UTF8.GetString(value); break;
                default: break;
            }
        }

        var facts = new AcceptedDelivery
        {
            DeliveryId = id is { Length: 32 } ? id : throw Missing(Tag.DeliveryId),
            Key = key ?? throw Missing(Tag.Key),
            Source = source ?? throw Missing(Tag.Source),
            Provider = provider ?? throw Missing(Tag.Provider),
            EventName = name ?? throw Missing(Tag.EventName),
            Entity = entity,
            WorkflowType = workflow,
            ReceivedAt = received ?? throw Missing(Tag.ReceivedAt),
            RemoteAddress = remote,
            SettledAs = outcome is { } kind ? new Outcome { Kind = kind, Reason = reason, Artefacts = artefacts } : null,
            Event = @event,
        };
        return new(facts, sha256 is { Length: 64 } ? sha256 : throw Missing(Tag.BodySha256))
        {
            Form = bodyLength is { } length ? new(length, isCompressed, bodyKey) : null,
        };
    }

    public static bool IsDeliveryId(string text) => text.Length == 32 && !text.AsSpan().ContainsAnyExcept(HexDigits);

    /// <exception cref="ArgumentException">Not 32 hex digits.</exception>
    public static byte[] DeliveryIdBytes(string deliveryId) =>
        IsDeliveryId(deliveryId)
            ? Convert.FromHexString(deliveryId)
            : throw new ArgumentException("A delivery id is 32 hex digits.", nameof(deliveryId));

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> field)
    {
        var length = field.Length < 5 ? -1 : BinaryPrimitives.ReadInt32LittleEndian(field[1..]);
        return length < 0 || length > field.Length - 5 ? throw new InvalidDataException("A field is cut short.") : field.Slice(5, length);
    }

    private static byte Single(ReadOnlySpan<byte> value) => value.Length == 1 ? value[0] : throw new InvalidDataException("A field has the wrong size.");

    private static int Size(ReadOnlySpan<byte> value)
    {
        var length = value.Length == sizeof(int) ? BinaryPrimitives.ReadInt32LittleEndian(value) : -1;
        return length >= 0 ? length : throw new InvalidDataException("A length is out of range.");
    }

    private static DateTimeOffset Time(ReadOnlySpan<byte> value)
    {
        var ticks = value.Length == sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(value) : -1;
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks ? new(ticks, TimeSpan.Zero) : throw new InvalidDataException("A time is out of range.");
    }

    private static byte Code(WebhookProvider provider) => provider switch
    {
        WebhookProvider.GitHub => 1,
        WebhookProvider.Jira => 2,
        WebhookProvider.EventGrid => 3,
    };

    private static WebhookProvider Provider(byte code) => code switch
    {
        1 => WebhookProvider.GitHub,
        2 => WebhookProvider.Jira,
        3 => WebhookProvider.EventGrid,
        _ => throw new InvalidDataException($"Provider {code} is unknown."),
    };

    private static InvalidDataException Missing(Tag tag) => new($"The field {tag} is missing.");

    private ref struct Writer(Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;

        public int Length { get; private set; }

        public void Bytes(Tag tag, scoped ReadOnlySpan<byte> value)
        {
            value.CopyTo(_bytes[(Length + 5)..]);
            Field(tag, value.Length);
        }

        public void Text(Tag tag, string? value)
        {
            if (value is not null)
            {
                Field(tag, Encoding.UTF8.GetBytes(value, _bytes[(Length + 5)..]));
            }
        }

        private void Field(Tag tag, int length)
        {
            _bytes[Length] = (byte)tag;
            BinaryPrimitives.WriteInt32LittleEndian(_bytes[(Length + 1)..], length);
            Length += 5 + length;
        }
    }
}
