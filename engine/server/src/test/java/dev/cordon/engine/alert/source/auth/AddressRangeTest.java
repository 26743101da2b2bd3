package dev.cordon.engine.alert.source.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,192.0.2.7,true",
        "192.0.2.7,192.0.2.8,false",
        "10.0.0.0/8,10.255.255.255,true",
        "10.0.0.0/8,11.0.0.0,false",
        "10.1.2.3/8,10.200.0.1,true",
        "192.0.2.128/25,192.0.2.127,false",
        "192.0.2.128/25,192.0.2.128,true",
        "0.0.0.0/0,203.0.113.9,true",
        "0.0.0.0/0,2001:db8::1,false",
        "2001:db8::/33,2001:db8:7fff::1,true",
        "2001:db8::/33,2001:db8:8000::1,false",
        "fe80::/10,fe80::1%eth0,true",
        "::1,0:0:0:0:0:0:0:1,true",
        "10.0.0.0/8,unknown,false"
    })
    void holds_what_lies_in_it(String range, String address, boolean held) {
        assertThat(AddressRange.of(range).orElseThrow().holds(address)).isEqualTo(held);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "siem.example", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/8/8", "10.0.0"
            })
    void what_is_no_range_is_none(String text) {
        assertThat(AddressRange.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7,192.0.2.8,false", "2001:db8::1,2001:db8::ffff:1,true", "2001:db8::1,2001:db8:0:1::1,false"})
    void a_network_of_ipv6_is_one_holder(String one, String other, boolean same) {
        assertThat(AddressRange.holder(one).equals(AddressRange.holder(other))).isEqualTo(same);
    }
}
