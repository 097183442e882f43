using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Federated.SecureAggregation;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Ring;
using Federated.SecureAggregation.SecretSharing;

namespace Federated.Conformance.Tests.SecureAggregation;

/// <summary>
/// A round of five members that a program in another language computed. Its cohort hash is built from fewer fields than ours, so it is taken as given; everything
/// derived from it has to match bit for bit.
/// </summary>
public sealed class ToyRoundTests
{
    private static readonly RingModulus Modulus = new(32);
    private static readonly BigInteger Order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [ConformanceFact]
    public void Keys_FromTheGivenScalars_AreThePublishedOnes()
    {
        JsonElement toy = Toy();
        foreach (JsonElement client in toy.GetProperty("clients").EnumerateArray())
        {
            using AgreementKey mask = new(new SecretScalar(client.Bytes("mask_sk")));
            using AgreementKey channel = new(new SecretScalar(client.Bytes("chan_sk")));
            using SecretScalar seed = new(client.Bytes("self_seed"));
            using SecretBytes self = KeyDerivation.SelfMaskKey(seed, Hash(toy), client.GetProperty("id").GetInt32());
            Assert.Equal(client.GetProperty("mask_pub").GetString(), mask.PublicKey.ToString());
            Assert.Equal(client.GetProperty("chan_pub").GetString(), channel.PublicKey.ToString());
            Assert.Equal(client.Bytes("self_key"), Revealed(self));
        }
    }

    [ConformanceFact]
    public void PairKeys_FromBothSides_AreThePublishedOnes()
    {
        JsonElement toy = Toy();
        foreach (JsonProperty pair in toy.GetProperty("pair_keys").EnumerateObject())
        {
            int[] members = [.. pair.Name.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
            using SecretBytes one = PairKey(toy, members[0], members[1]);
            using SecretBytes other = PairKey(toy, members[1], members[0]);
            Assert.Equal(Convert.FromHexString(pair.Value.GetString()!), Revealed(one));
            Assert.Equal(one, other);
        }
    }

    [ConformanceFact]
    public void MaskedVectors_OfEveryMember_AreThePublishedOnes()
    {
        JsonElement toy = Toy();
        int members = toy.GetProperty("n").GetInt32();
        for (int i = 0; i < members; i++)
        {
            RingWords vector = Words(toy.GetProperty("clients")[i], "input");
            List<MaskTerm> terms = [new MaskTerm(SelfKey(toy, i), Adds: true)];
            terms.AddRange(Enumerable.Range(0, members).Where(j => j != i).Select(j => new MaskTerm(PairKey(toy, i, j), Adds: i < j)));

            MaskStream.Apply(vector, terms);

            AssertElements(toy.GetProperty("clients")[i], "masked", vector);
        }
    }

    [ConformanceFact]
    public void Shares_FromTheGivenCoefficients_AreThePublishedOnes()
    {
        JsonElement toy = Toy();
        foreach (JsonElement client in toy.GetProperty("clients").EnumerateArray())
        {
            int id = client.GetProperty("id").GetInt32();
            AssertShares(client, "self_seed", $"coef-b-{id}", "seed_shares", toy);
            AssertShares(client, "mask_sk", $"coef-s-{id}", "mask_sk_shares", toy);
        }
    }

    [ConformanceFact]
    public void UnmaskedSums_OfEveryCase_AreThePublishedOnes()
    {
        JsonElement toy = Toy();
        int members = toy.GetProperty("n").GetInt32();
        foreach (JsonElement wanted in toy.GetProperty("cases").EnumerateArray())
        {
            int[] alive = Numbers(wanted, "alive");
            int[] responders = Numbers(wanted, "responders");
            List<MaskTerm> terms = [];
            foreach (int i in Enumerable.Range(0, members))
            {
                bool survived = alive.Contains(i);
                Share[] shares = [.. responders.Select(r => PublishedShare(toy, i, survived ? "seed_shares" : "mask_sk_shares", r))];
                Assert.True(ShamirSharing.TryReconstruct(shares, toy.GetProperty("t").GetInt32(), out SecretScalar? secret));
                if (survived)
                {
                    terms.Add(new MaskTerm(KeyDerivation.SelfMaskKey(secret, Hash(toy), i), Adds: false));
                    continue;
                }

                using AgreementKey key = new(secret);
                Assert.Equal(toy.GetProperty("clients")[i].GetProperty("mask_pub").GetString(), key.PublicKey.ToString());
                terms.AddRange(alive.Select(j => new MaskTerm(PairKey(toy, j, i), Adds: j > i)));
            }

            RingWords sum = Words(wanted, "masked_sum");
            MaskStream.Apply(sum, terms);
            AssertElements(wanted, "sum", sum);
        }
    }

    [ConformanceFact]
    public void Channel_FromZeroToOne_SealsToThePublishedCiphertext()
    {
        JsonElement toy = Toy();
        JsonElement channel = toy.GetProperty("channel_0_to_1");
        using AgreementKey key = new(new SecretScalar(toy.GetProperty("clients")[0].Bytes("chan_sk")));
        using SecretBytes agreed = key.Agree(new PublicPoint(toy.GetProperty("clients")[1].Bytes("chan_pub")));
        using SecretBytes channelKey = KeyDerivation.ChannelKey(agreed, Hash(toy), 0, 1);

        Assert.Equal(channel.Bytes("ciphertext_and_tag"), ChannelCipher.Seal(channelKey, channel.Bytes("aad"), channel.Bytes("plaintext")));
    }

    [ConformanceFact]
    public void MaskStream_FirstTwoChunks_AreThePublishedOnes()
    {
        JsonElement check = Toy().GetProperty("prg_check");
        using SecretBytes key = new(check.Bytes("key"));
        foreach (int chunk in (int[])[0, 1])
        {
            byte[] first = new byte[64];
            MaskStream.Generate(key, chunk, first);
            Assert.Equal(check.Bytes($"chunk{chunk}_first_64"), first);
        }
    }

    private static void AssertShares(JsonElement client, string secret, string tag, string published, JsonElement toy)
    {
        FieldElement[] coefficients =
        [
            FieldElement.Read(client.Bytes(secret)),
            .. Enumerable.Range(0, toy.GetProperty("t").GetInt32() - 1).Select(j => Drawn(tag, j)),
        ];
        Share[] shares = ShamirSharing.Evaluate(coefficients, [.. Enumerable.Range(1, toy.GetProperty("n").GetInt32())]);
        Assert.Equal(client.GetProperty(published).EnumerateArray().Select(share => share.GetString()), shares.Select(share => Convert.ToHexStringLower(Revealed(share.Value))));
    }

    /// <summary>The generator's coefficients: SHA-256 of a tag, modulo q − 1, plus 1.</summary>
    private static FieldElement Drawn(string tag, int index)
    {
        BigInteger hash = new(SHA256.HashData(Encoding.UTF8.GetBytes($"toy|{tag}|{index}")), isUnsigned: true, isBigEndian: true);
        byte[] little = ((hash % (Order - 1)) + 1).ToByteArray(isUnsigned: true);
        byte[] bytes = new byte[32];
        little.CopyTo(bytes, 0);
        Array.Reverse(bytes);
        return FieldElement.Read(bytes);
    }

    private static JsonElement Toy()
    {
        using JsonDocument document = JsonDocument.Parse(ReferenceMaterial.Read("secagg", "toy_round.json"));
        return document.RootElement.Clone();
    }

    private static Digest Hash(JsonElement toy) => new(toy.Bytes("cohort_hash"));

    private static SecretBytes SelfKey(JsonElement toy, int member)
    {
        using SecretScalar seed = new(toy.GetProperty("clients")[member].Bytes("self_seed"));
        return KeyDerivation.SelfMaskKey(seed, Hash(toy), member);
    }

    private static SecretBytes PairKey(JsonElement toy, int self, int other)
    {
        using AgreementKey key = new(new SecretScalar(toy.GetProperty("clients")[self].Bytes("mask_sk")));
        using SecretBytes agreed = key.Agree(new PublicPoint(toy.GetProperty("clients")[other].Bytes("mask_pub")));
        return KeyDerivation.PairMaskKey(agreed, Hash(toy), self, other);
    }

    private static Share PublishedShare(JsonElement toy, int owner, string kind, int holder) =>
        new(holder + 1, new SecretBytes(Convert.FromHexString(toy.GetProperty("clients")[owner].GetProperty(kind)[holder].GetString()!)));

    private static byte[] Revealed(SecretBytes secret)
    {
        byte[] bytes = new byte[SecretBytes.Length];
        secret.CopyTo(bytes);
        return bytes;
    }

    private static RingWords Words(JsonElement from, string name)
    {
        ulong[] elements = Elements(from, name);
        RingWords words = new(Modulus, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            words[i] = elements[i];
        }

        return words;
    }

    private static void AssertElements(JsonElement from, string name, RingWords actual) =>
        Assert.Equal(Elements(from, name), Enumerable.Range(0, actual.Length).Select(index => actual[index]));

    private static ulong[] Elements(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(element => element.GetUInt64())];

    private static int[] Numbers(JsonElement from, string name) => [.. from.GetProperty(name).EnumerateArray().Select(element => element.GetInt32())];
}
