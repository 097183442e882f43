using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Messages;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.SecretSharing;
using Federated.SecureAggregation.Tests.Simulation;

namespace Federated.SecureAggregation.Tests.Keys;

/// <summary>
/// Every type that holds a secret, found by its fields: a new one is caught by having no entry here. Each says nothing of its content and leaves zeros behind.
/// </summary>
public sealed class SecretTypesTests
{
    private static readonly Assembly Library = typeof(SecretBytes).Assembly;

    private static readonly Type[] Roots = [typeof(SecretBytes), typeof(FieldElement), typeof(RingVector), typeof(MaskStream), typeof(ECDsa), typeof(ECDiffieHellman)];

    private static readonly Dictionary<Type, string> Exempt = new()
    {
        [typeof(PublicPoint)] = "its key is public",
        [typeof(ShareBasis)] = "its numbers follow from public positions and a hash",
        [typeof(FieldElement)] = "a value; whoever holds an array of them zeroes it",
        [typeof(MaskTerm)] = "a value; whoever made its key disposes it",
        [typeof(Participant)] = "its identity key is the host's, which disposes it",
        [typeof(UnmaskResponse)] = "its shares are for the coordinator to read",
        [typeof(MaskRemoval)] = "its shares were released to it",
    };

    private static readonly Dictionary<Type, Func<object>> Made = new()
    {
        [typeof(SecretBytes)] = Key,
        [typeof(SecretScalar)] = Scalar,
        [typeof(AgreementKey)] = () => new AgreementKey(Scalar()),
        [typeof(IdentityKey)] = () => IdentityKey.FromScalar(Scalar()),
        [typeof(Share)] = () => new Share(1, Key()),
        [typeof(RevealedShare)] = () => new RevealedShare(0, Key()),
        [typeof(RingVector)] = () => new Quantiser(16, 1, 1, new RingModulus(32)).Quantise([0.5, 0.25], 1, new SeededRandom(1)),
        [typeof(MaskStream)] = () => new MaskStream([new MaskTerm(Key(), Adds: true)]),
        [typeof(RoundSecrets)] = () => new RoundSecrets(new AgreementKey(Scalar()), Scalar(), [null, Key()]),
        [typeof(ReceivedShares)] = Received,
        [typeof(ShareKeys)] = () => new StagedRound(new Consortium(3)).Sharing[0],
        [typeof(MaskedInput)] = () => new StagedRound(new Consortium(3)).Share().Masking[0],
        [typeof(Consistency)] = () => new StagedRound(new Consortium(3)).Share().Mask().Agreeing[0],
        [typeof(Unmask)] = () =>
        {
            StagedRound round = new StagedRound(new Consortium(3)).Share().Mask();
            return round.Agree(round.Everyone).Unmasking[0];
        },
    };

    public static TheoryData<string> Secret => [.. Made.Keys.Select(type => type.Name).Order(StringComparer.Ordinal)];

    [Fact]
    public void Types_ThatHoldASecret_AreAllKnownHere()
    {
        List<Type> found = Holders();

        Assert.Contains(typeof(RoundSecrets), found);
        Assert.Equal(
            Made.Keys.Concat(Exempt.Keys).Select(type => type.Name).Order(StringComparer.Ordinal),
            found.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Types_ThatHoldASecret_AreNoRecordsThatPrintTheirMembers()
    {
        // A record has a compiled PrintMembers, and a ToString that calls it unless somebody wrote another.
        foreach (Type type in Holders().Where(type => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null))
        {
            Assert.Null(type.GetMethod(nameof(ToString), Type.EmptyTypes)!.GetCustomAttribute<CompilerGeneratedAttribute>());
        }
    }

    [Fact]
    public void Types_ThatHoldASecret_AreDisposable() =>
        Assert.All(Holders().Except(Exempt.Keys), type => Assert.True(typeof(IDisposable).IsAssignableFrom(type), $"{type.Name} cannot be zeroed"));

    [Theory]
    [MemberData(nameof(Secret))]
    public void Secret_Printed_SaysNothingOfItsContent(string name)
    {
        object secret = Make(name);
        string[] hidden = [.. Buffers(secret).Select(Convert.ToHexString).Where(hex => hex.Trim('0').Length > 0)];

        string said = secret.ToString()!;

        Assert.True(said.StartsWith('[') || said == secret.GetType().FullName, said);
        Assert.All(hidden, content => Assert.DoesNotContain(content[..Math.Min(8, content.Length)], said, StringComparison.OrdinalIgnoreCase));
        ((IDisposable)secret).Dispose();
    }

    [Theory]
    [MemberData(nameof(Secret))]
    public void Secret_Disposed_LeavesZerosAndClosedKeys(string name)
    {
        object secret = Make(name);
        List<byte[]> before = Buffers(secret);
        List<AsymmetricAlgorithm> keys = Keys(secret);
        Assert.True(keys.Count > 0 || before.Exists(buffer => buffer.Any(value => value != 0)), $"the test sees no secret in {name}");
        List<Func<byte[]>> readers = Readers(secret);

        ((IDisposable)secret).Dispose();

        Assert.All(readers, read => Assert.All(read(), value => Assert.Equal(0, value)));
        Assert.All(keys, key => Assert.ThrowsAny<ObjectDisposedException>(() => _ = key.ExportSubjectPublicKeyInfo()));
        ((IDisposable)secret).Dispose();
    }

    [Fact]
    public void Exceptions_OfSecrets_DoNotCarryThem()
    {
        byte[] tooLarge = [.. Enumerable.Repeat((byte)0xFE, 32)];
        byte[] odd = [.. Enumerable.Repeat((byte)0xFE, 31)];
        tooLarge.AsSpan(0, 8).Fill(0xFF);
        Func<IDisposable>[] faults =
        [
            () => new SecretScalar(tooLarge), () => new SecretBytes(odd), () => new Share(1, new SecretBytes(tooLarge)), () => new RevealedShare(0, new SecretBytes(tooLarge)),
        ];
        foreach (Func<IDisposable> fault in faults)
        {
            string said = Assert.Throws<ProtocolViolationException>(fault).ToString();
            Assert.DoesNotContain("FEFE", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("254", said, StringComparison.Ordinal);
        }
    }

    // What a secret is a field of is one too, through arrays, lists and dictionaries; closures and iterators live no longer than their method.
    private static List<Type> Holders()
    {
        HashSet<Type> secret = [.. Roots];
        Type[] candidates = [.. Library.GetTypes().Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && type.DeclaringType is null && !type.IsAbstract)];
        bool grew = true;
        while (grew)
        {
            Type[] more = [.. candidates.Where(type => (!Exempt.ContainsKey(type) || type == typeof(MaskTerm)) && !secret.Contains(type) && Fields(type).Any(field => Parts(field.FieldType).Any(secret.Contains)))];
            secret.UnionWith(more);
            grew = more.Length > 0;
        }

        return [.. candidates.Where(type => secret.Contains(type) || Fields(type).Any(field => Parts(field.FieldType).Any(secret.Contains)))];
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? at = type; at is not null && at.Assembly == Library; at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<Type> Parts(Type type) => type.IsArray ? Parts(type.GetElementType()!)
        : type.IsGenericType && type.Assembly != Library ? type.GetGenericArguments().SelectMany(Parts)
        : [type];

    private static object Make(string name) => Made.Single(pair => pair.Key.Name == name).Value();

    private static List<byte[]> Buffers(object secret) => [.. Readers(secret).Select(read => read())];

    private static List<Func<byte[]>> Readers(object secret)
    {
        List<Func<byte[]>> readers = [];
        Walk(secret, [], value =>
        {
            Func<byte[]>? reader = value switch
            {
                byte[] bytes => () => [.. bytes],
                uint[] words => () => MemoryMarshal.AsBytes(words.AsSpan()).ToArray(),
                ulong[] words => () => MemoryMarshal.AsBytes(words.AsSpan()).ToArray(),
                FieldElement[] elements => () => MemoryMarshal.AsBytes(elements.AsSpan()).ToArray(),
                Vector128<byte>[] schedule => () => MemoryMarshal.AsBytes(schedule.AsSpan()).ToArray(),
                _ => null,
            };
            if (reader is not null)
            {
                readers.Add(reader);
            }
        });
        return readers;
    }

    private static List<AsymmetricAlgorithm> Keys(object secret)
    {
        List<AsymmetricAlgorithm> keys = [];
        Walk(secret, [], value =>
        {
            if (value is AsymmetricAlgorithm key)
            {
                keys.Add(key);
            }
        });
        return keys;
    }

    // Left out: public things that a secret knows of, such as adverts and parameters; the host's identity; the keys of masks, which a mask stream only borrows.
    private static void Walk(object? value, HashSet<object> seen, Action<object> visit)
    {
        if (value is null || value is PublicPoint or Participant or MaskTerm or CohortTranscript or Advert or RoundParameters or MemberSet or Digest or string || !seen.Add(value))
        {
            return;
        }

        visit(value);
        if (value is IEnumerable items && value is not byte[] and not uint[] and not ulong[])
        {
            foreach (object? item in items)
            {
                Walk(item, seen, visit);
            }
        }
        else if (value.GetType().Assembly == Library || value is ITuple || value.GetType() is { IsGenericType: true, Namespace: "System.Collections.Generic" })
        {
            foreach (FieldInfo field in AllFields(value.GetType()).Where(field => !field.FieldType.IsPrimitive))
            {
                Walk(field.GetValue(value), seen, visit);
            }
        }
    }

    private static IEnumerable<FieldInfo> AllFields(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static SecretBytes Key() => new([.. Enumerable.Range(0x21, 32).Select(value => (byte)value)]);

    private static SecretScalar Scalar() => new([.. Enumerable.Range(0x21, 32).Select(value => (byte)value)]);

    private static ReceivedShares Received()
    {
        ReceivedShares received = new();
        received.Add(3, Key(), Key());
        return received;
    }
}
